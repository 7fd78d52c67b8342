package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldType;

/** The table of the scalar types. */
final class ScalarCode {

    private ScalarCode() {}

    static TypeCode of(FieldType.Scalar scalar) {
        String method = scalar.specName();
        return switch (scalar) {
            case BOOL -> new NumberCode("boolean", "Boolean", method, "");
            case INT8 -> new NumberCode("byte", "Byte", method, "");
            case INT16 -> new NumberCode("short", "Short", method, "");
            case UINT16, INT32 -> new NumberCode("int", "Integer", method, "");
            case UINT32, INT64 -> new NumberCode("long", "Long", method, "L");
            case FLOAT64 -> new NumberCode("double", "Double", method, "");
            case UUID -> new UuidCode();
            case STRING -> new ObjectCode("String", method, "nullableString", "\"\"", "%s.isEmpty()");
            case BYTES ->
                new ObjectCode("ByteBuffer", method, "nullableBytes", "ByteBuffer.allocate(0)", "!%s.hasRemaining()");
            case RECORDS ->
                new ObjectCode("Payload", method, "nullableRecords", "BufferPayload.EMPTY", "%s.sizeBytes() == 0");
        };
    }
}
