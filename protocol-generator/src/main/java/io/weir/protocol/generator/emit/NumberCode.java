package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;
import java.util.Locale;

/**
 * The code for booleans and numbers, which have a fixed size and are never null.
 *
 * @param method the method of reader and writer
 * @param suffix what literals of the type end with
 */
record NumberCode(String javaType, String boxedType, String method, String suffix) implements TypeCode {

    @Override
    public String read(String label, String flexible) {
        return "in." + method + "()";
    }

    @Override
    public String readNullable(String label, String flexible) {
        throw new IllegalStateException("A " + javaType + " is never null");
    }

    @Override
    public String write(String value, String flexible) {
        return "out." + method + "(" + value + ");";
    }

    @Override
    public String elementReader(String label, String flexible) {
        return "(r, _) -> r." + method + "()";
    }

    @Override
    public String writeList(String list, String flexible) {
        return "out.list(" + list + ", " + flexible + ", MessageWriter::" + method + ");";
    }

    @Override
    public String defaultValue(FieldDefault spec, boolean nullable) {
        String text = spec.text().toLowerCase(Locale.ROOT);
        if (javaType.equals("boolean")) {
            return String.valueOf(text.equals("true"));
        }
        if (javaType.equals("double")) {
            return text.isEmpty() ? "0.0" : String.valueOf(Double.parseDouble(text));
        }
        return (text.isEmpty() ? 0 : Long.decode(text)) + suffix;
    }

    @Override
    public String isDefault(String value, FieldDefault spec, boolean nullable) {
        String defaultValue = defaultValue(spec, nullable);
        return switch (defaultValue) {
            case "true" -> value;
            case "false" -> "!" + value;
            default -> value + " == " + defaultValue;
        };
    }
}
