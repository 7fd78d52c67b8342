package io.weir.console.records.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of an expression.
 *
 * @param text     as it was written; the content for a quoted text
 * @param position where it begins, from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    private static final List<String> SIGNS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "<", ">", "~", "!", "(", ")", "[", "]", ".");

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** The words of an expression, and an end. */
    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            Token token = next(text, at, !tokens.isEmpty() && tokens.getLast().is("."));
            tokens.add(token);
            at = token.kind == Kind.TEXT ? endOfText(text, at) : at + token.text.length();
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static Token next(String text, int at, boolean afterDot) {
        char first = text.charAt(at);
        if (first == '"') {
            return new Token(Kind.TEXT, unquoted(text, at), at);
        }
        if (!afterDot && (Character.isDigit(first) || first == '-')) {
            return new Token(Kind.NUMBER, text.substring(at, end(text, at + 1, "+-.eE")), at);
        }
        if (Character.isLetterOrDigit(first) || first == '_') {
            return new Token(Kind.WORD, text.substring(at, end(text, at, "_-")), at);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                return new Token(Kind.SIGN, sign, at);
            }
        }
        throw new BadExpression(at, "'" + first + "' has no meaning here");
    }

    private static int end(String text, int from, String besides) {
        int at = from;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || besides.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** Behind the closing quote. */
    private static int endOfText(String text, int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new BadExpression(at, "the text that begins here has no closing quote");
        }
        return end + 1;
    }

    /** A backslash takes the meaning from a quote or a backslash, and is itself before anything else. */
    private static String unquoted(String text, int at) {
        return text.substring(at + 1, endOfText(text, at) - 1).replaceAll("\\\\([\"\\\\])", "$1");
    }
}
