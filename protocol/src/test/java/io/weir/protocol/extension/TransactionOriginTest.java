package io.weir.protocol.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.wire.RawTaggedField;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionOriginTest {

    private final TransactionOrigin origin = new TransactionOrigin("billing", "10.0.0.7:40012", 1_700_000_000_000L);

    @Test
    void comesOutAsItWentIn() {
        RawTaggedField other = new RawTaggedField(0, ByteBuffer.allocate(3));

        assertThat(TransactionOrigin.in(List.of(other, origin.toTaggedField()))).contains(origin);
    }

    @Test
    void isPassedOverWhereItIsNotThereOrDamaged() {
        RawTaggedField field = origin.toTaggedField();
        RawTaggedField torn = new RawTaggedField(field.tag(), field.data().slice(0, 5));

        assertThat(TransactionOrigin.in(List.of())).isEmpty();
        assertThat(TransactionOrigin.in(List.of(torn))).isEmpty();
    }
}
