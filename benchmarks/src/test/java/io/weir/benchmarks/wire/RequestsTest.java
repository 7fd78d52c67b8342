package io.weir.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the low-overhead client sends is what the protocol asks for, however it was patched. */
final class RequestsTest {

    @Test
    void aStampedRequestHoldsItsNumberTheTimeAndAValidBatch() {
        // given
        ProduceRequests requests = ProduceRequests.stamped("t", 3, Batches.of(2, 100, Compression.NONE, 1));
        requests.next(1, 1);

        // when
        ByteBuffer bytes = requests.next(77, 123_456_789);

        // then
        assertThat(header(bytes, ApiKey.PRODUCE, 12).correlationId()).isEqualTo(77);
        ProduceRequest request = ProduceRequest.read(new MessageReader(bytes), 12);
        assertThat(request.topicData()).hasSize(1);
        assertThat(request.topicData().getFirst().partitionData().getFirst().index())
                .isEqualTo(3);
        RecordBatch batch = batch(request, 0);
        assertThat(batch.isCrcValid()).isTrue();
        assertThat(batch.recordCount()).isEqualTo(2);
        assertThat(Stamp.get(batch.bytes(), batch.sizeBytes())).isEqualTo(123_456_789);
    }

    @Test
    void aRequestHoldsOneBatchAPartition() {
        // given
        ByteBuffer compressed = Batches.of(600, 100, Compression.of(CompressionType.LZ4), 1);
        ProduceRequests requests = ProduceRequests.plain("t", ProduceRequests.firstPartitions(8), compressed);

        // when
        ByteBuffer bytes = requests.next(5, 0);

        // then
        header(bytes, ApiKey.PRODUCE, 12);
        ProduceRequest request = ProduceRequest.read(new MessageReader(bytes), 12);
        assertThat(request.topicData().getFirst().partitionData())
                .extracting(ProduceRequest.PartitionProduceData::index)
                .containsExactlyElementsOf(ProduceRequests.firstPartitions(8));
        assertThat(batch(request, 7).compression()).isEqualTo(CompressionType.LZ4);
        assertThat(batch(request, 7).isCrcValid()).isTrue();
    }

    @Test
    void valuesCompressAboutAsWellAsLogsDo() {
        // given
        int plain = Batches.of(600, 100, Compression.NONE, 1).limit();

        // when
        int lz4 = Batches.of(600, 100, Compression.of(CompressionType.LZ4), 1).limit();

        // then
        assertThat((double) plain / lz4).isBetween(1.3, 6.0);
    }

    @Test
    void aFetchAsksForTheOffsetItHasComeTo() {
        // given
        FetchRequests requests = new FetchRequests("t", 2, 40);
        requests.next(0, 0);
        requests.advanceTo(4711);

        // when
        ByteBuffer bytes = requests.next(1, 0);

        // then
        assertThat(header(bytes, ApiKey.FETCH, 12).correlationId()).isEqualTo(1);
        FetchRequest request = FetchRequest.read(new MessageReader(bytes), 12);
        FetchRequest.FetchPartition partition =
                request.topics().getFirst().partitions().getFirst();
        assertThat(partition.fetchOffset()).isEqualTo(4711);
        assertThat(partition.partition()).isEqualTo(2);
    }

    private static RecordBatch batch(ProduceRequest request, int partition) {
        assertThat(request.topicData()).hasSize(1);
        List<ProduceRequest.PartitionProduceData> partitions =
                request.topicData().getFirst().partitionData();
        assertThat(partitions.get(partition).records()).isInstanceOf(BufferPayload.class);
        return partitions.get(partition).records() instanceof BufferPayload(ByteBuffer bytes)
                ? RecordBatches.of(bytes).single()
                : RecordBatch.at(ByteBuffer.allocate(0), 0);
    }

    /** Checks size and header, and leaves the buffer at the body. */
    private static RequestHeader header(ByteBuffer bytes, ApiKey key, int version) {
        assertThat(bytes.getInt()).isEqualTo(bytes.remaining());
        RequestHeader header = RequestHeader.read(new MessageReader(bytes), key.requestHeaderVersion(version));
        assertThat(header.requestApiKey()).isEqualTo((short) key.id());
        assertThat(header.requestApiVersion()).isEqualTo((short) version);
        return header;
    }
}
