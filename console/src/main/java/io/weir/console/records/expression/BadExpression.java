package io.weir.console.records.expression;

/** An expression is none; says where, counted from 0. */
public final class BadExpression extends RuntimeException {

    private final int position;

    BadExpression(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
