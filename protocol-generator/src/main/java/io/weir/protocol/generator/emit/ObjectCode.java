package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;

/**
 * The code for strings, bytes and records: of variable length, with a null.
 *
 * @param method the method of reader and writer
 * @param nullableMethod the reader's method that allows null
 * @param emptyValue the expression for the default when the spec has none
 * @param emptyTest the expression, of {@code %s}, that tells an empty value
 */
record ObjectCode(String javaType, String method, String nullableMethod, String emptyValue, String emptyTest)
        implements TypeCode {

    @Override
    public String read(String label, String flexible) {
        return call(method, label, flexible);
    }

    @Override
    public String readNullable(String label, String flexible) {
        return call(nullableMethod, label, flexible);
    }

    @Override
    public String write(String value, String flexible) {
        return "out." + method + "(" + value + ", " + flexible + ");";
    }

    @Override
    public String elementReader(String label, String flexible) {
        return "(r, _) -> r." + method + "(" + Names.literal(label) + ", " + flexible + ")";
    }

    @Override
    public String writeList(String list, String flexible) {
        return "out.list(%s, %s, (w, e) -> w.%s(e, %s));".formatted(list, flexible, method, flexible);
    }

    @Override
    public String defaultValue(FieldDefault spec, boolean nullable) {
        // Records have no other default than null where null is allowed: an empty batch is not a batch.
        if (spec.isNull() || (nullable && javaType.equals("Payload"))) {
            return "null";
        }
        return spec.text().isEmpty() ? emptyValue : Names.literal(spec.text());
    }

    @Override
    public String isDefault(String value, FieldDefault spec, boolean nullable) {
        String defaultValue = defaultValue(spec, nullable);
        if (defaultValue.equals("null")) {
            return value + " == null";
        }
        if (!spec.text().isEmpty()) {
            return defaultValue + ".equals(" + value + ")";
        }
        return (nullable ? value + " != null && " : "") + emptyTest.formatted(value);
    }

    private static String call(String method, String label, String flexible) {
        return "in." + method + "(" + Names.literal(label) + ", " + flexible + ")";
    }
}
