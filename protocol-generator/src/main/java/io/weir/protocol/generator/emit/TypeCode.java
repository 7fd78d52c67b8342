package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;
import io.weir.protocol.generator.spec.FieldType;

/** What generated code says for the values of one type. {@code flexible} is always a Java expression. */
interface TypeCode {

    static TypeCode of(FieldType type) {
        if (type instanceof FieldType.ListOf list) {
            return new ListCode(of(list.element()));
        }
        if (type instanceof FieldType.Struct struct) {
            return new StructCode(struct.name());
        }
        return ScalarCode.of((FieldType.Scalar) type);
    }

    /** The type of a record component. */
    String javaType();

    /** The type as a type argument. */
    default String boxedType() {
        return javaType();
    }

    /** The expression that reads a value that may not be null; {@code label} names the field in errors. */
    String read(String label, String flexible);

    /** The expression that reads a value or null. */
    String readNullable(String label, String flexible);

    /** The statement that writes a value that may not be null. */
    String write(String value, String flexible);

    /** The statement that writes a value or null. */
    default String writeNullable(String value, String flexible) {
        return write(value, flexible);
    }

    /** The lambda or method reference that reads an element of a list. */
    String elementReader(String label, String flexible);

    /** The statement that writes a list of this type. */
    String writeList(String list, String flexible);

    /** The expression for the default of a field. */
    String defaultValue(FieldDefault spec, boolean nullable);

    /** The expression that is true when {@code value} is the default. */
    String isDefault(String value, FieldDefault spec, boolean nullable);

    /** The expression a builder stores for an argument. */
    default String kept(String value, boolean nullable) {
        return value;
    }
}
