package io.weir.console.records.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an expression: {@code ||} binds least, then {@code &&}, {@code !}, comparisons, members. */
final class Parser {

    private static final int MAX_DEPTH = 100;
    private static final Set<String> NAMES = Set.of("key", "value", "partition", "offset", "timestamp");
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "==", Comparison.EQUAL,
            "!=", Comparison.NOT_EQUAL,
            "<", Comparison.LESS,
            "<=", Comparison.AT_MOST,
            ">", Comparison.MORE,
            ">=", Comparison.AT_LEAST);

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    Node whole() {
        Node node = or();
        if (peek().kind() != Token.Kind.END) {
            throw bad("'" + peek().text() + "' is not expected here; join conditions by && or ||");
        }
        return node;
    }

    private Node or() {
        Node node = and();
        while (take("||")) {
            node = new Node.Or(node, and());
        }
        return node;
    }

    private Node and() {
        Node node = not();
        while (take("&&")) {
            node = new Node.And(node, not());
        }
        return node;
    }

    private Node not() {
        if (++depth > MAX_DEPTH) {
            throw bad("the expression is nested deeper than " + MAX_DEPTH);
        }
        Node node = take("!") ? new Node.Not(not()) : comparison();
        depth--;
        return node;
    }

    private Node comparison() {
        Node left = operand();
        Token sign = peek();
        if (take("~")) {
            return new Node.Matches(left, pattern());
        }
        Comparison comparison = sign.kind() == Token.Kind.SIGN ? COMPARISONS.get(sign.text()) : null;
        if (comparison == null) {
            return left;
        }
        at++;
        return new Node.Compare(left, comparison, operand());
    }

    private Pattern pattern() {
        Token token = peek();
        if (token.kind() != Token.Kind.TEXT) {
            throw bad("after ~ comes a regular expression in double quotes");
        }
        at++;
        try {
            return Pattern.compile(token.text());
        } catch (PatternSyntaxException e) {
            throw new BadExpression(token.position(), "this is no regular expression of RE2: " + e.getDescription());
        }
    }

    private Node operand() {
        Token token = peek();
        if (take("(")) {
            Node inner = or();
            expect(")");
            return inner;
        }
        at++;
        return switch (token.kind()) {
            case TEXT -> new Node.Literal(token.text());
            case NUMBER -> new Node.Literal(number(token));
            case WORD -> word(token);
            case SIGN, END -> {
                at--;
                throw bad(
                        "here a value is missing: key, value, header.NAME, partition, offset, timestamp, a \"text\" or"
                                + " a number");
            }
        };
    }

    private Node word(Token token) {
        return switch (token.text()) {
            case "true" -> new Node.Literal(true);
            case "false" -> new Node.Literal(false);
            case "null" -> new Node.Literal(null);
            case "header" -> members(new Node.Header(String.valueOf(step())));
            default -> {
                if (!NAMES.contains(token.text())) {
                    throw new BadExpression(
                            token.position(),
                            "there is no '" + token.text()
                                    + "'; texts stand in double quotes, and there are key, value,"
                                    + " header.NAME, partition, offset and timestamp");
                }
                yield members(new Node.Name(token.text()));
            }
        };
    }

    private Node members(Node owner) {
        Node node = owner;
        while (peek().is(".") || peek().is("[")) {
            node = new Node.Member(node, step());
        }
        return node;
    }

    /** {@code .name}, {@code ["any name"]} or {@code [0]}. */
    private Object step() {
        if (take(".")) {
            Token name = peek();
            if (name.kind() != Token.Kind.WORD) {
                throw bad("after the dot comes a name; one with other characters is written [\"any name\"]");
            }
            at++;
            return name.text();
        }
        if (!take("[")) {
            throw bad("here .NAME or [\"NAME\"] is missing");
        }
        Token token = peek();
        at++;
        Object step = switch (token.kind()) {
            case TEXT -> token.text();
            case NUMBER -> index(token);
            case WORD, SIGN, END ->
                throw new BadExpression(token.position(), "in brackets stands a number or a \"name\"");
        };
        expect("]");
        return step;
    }

    private static int index(Token token) {
        try {
            return Integer.parseUnsignedInt(token.text());
        } catch (NumberFormatException e) {
            throw new BadExpression(token.position(), "an index is a whole number from 0 on");
        }
    }

    private static Object number(Token token) {
        try {
            return Long.valueOf(token.text());
        } catch (NumberFormatException e) {
            return fraction(token);
        }
    }

    private static Object fraction(Token token) {
        try {
            return Double.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw new BadExpression(token.position(), "'" + token.text() + "' is no number");
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean take(String sign) {
        boolean found = peek().is(sign);
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw bad("here '" + sign + "' is missing");
        }
    }

    private BadExpression bad(String message) {
        return new BadExpression(peek().position(), message);
    }
}
