# Writes OUTPUT, a C++ file that holds the files ASSETS below ROOT as bytes, for app/domain/assets.hpp. Bytes as
# characters: no compiler's limit on the length of a literal applies.
set(arrays "")
set(table "")
set(count 0)
list(SORT ASSETS)
foreach(asset IN LISTS ASSETS)
  file(READ ${ROOT}/${asset} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "const char asset_${count}[] = {${bytes}0};\n")
  string(APPEND table "        {\"${asset}\", {asset_${count}, sizeof asset_${count} - 1}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"app/domain/assets.hpp\"

namespace takan::app {
namespace {
${arrays}} // namespace

const std::vector<Asset>& assets() {
    static const std::vector<Asset> all = {
${table}    };
    return all;
}

} // namespace takan::app
")
