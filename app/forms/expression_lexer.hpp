#pragma once
// ExpressionLexer: the words of an expression. For app/forms only.

#include "sync/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct Token {
    enum class Kind { end, number, text, question, name, sign };
    Kind kind = Kind::end;
    std::string text; // a question's or function's name, a literal, a sign: "<=", ".", ".."
    double number = 0;
};

// Ends with Kind::end. Error invalid (key error.expression_…) with what cannot be read as the subject.
sync::Result<std::vector<Token>> tokens_of(std::string_view expression);

} // namespace takan::app
