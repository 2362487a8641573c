# Writes OUTPUT, a C++ file that holds INPUT as bytes, for app/cli/scenario.hpp. Bytes as characters: no compiler's limit
# on the length of a literal applies.
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"app/cli/scenario.hpp\"

namespace takan::app::cli {

namespace {
const char day[] = {${bytes}0};
} // namespace

std::string_view demo_day() { return {day, sizeof day - 1}; }

} // namespace takan::app::cli
")
