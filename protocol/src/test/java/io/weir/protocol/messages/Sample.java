package io.weir.protocol.messages;

import io.weir.protocol.generator.spec.StructSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a struct, belonging to no implementation, from which both implementations are built.
 *
 * @param values by the field's name: boxed primitives, String, byte[], UUID, a List of these, a Sample, or null; a
 *     field that is missing keeps its default
 * @param unknownTags data of tagged fields by their tags, rising
 */
record Sample(StructSpec struct, Map<String, @Nullable Object> values, Map<Integer, byte[]> unknownTags) {

    /** Bytes that are a field of type records. */
    record Records(ByteBuffer bytes) {}

    /** A list in which a struct is a Sample. */
    record Elements(List<Object> values) {}
}
