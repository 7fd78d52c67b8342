package io.weir.console.records.expression;

/** An expression that is true or false of a record. May be tried by several threads at once. */
public final class Expression {

    private final Node root;

    private Expression(Node root) {
        this.root = root;
    }

    /** @throws BadExpression when it is none */
    public static Expression parse(String text) {
        return new Expression(new Parser(Token.all(text)).whole());
    }

    public boolean holds(Subject subject) {
        return root.holds(subject);
    }
}
