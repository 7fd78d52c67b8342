package io.weir.benchmarks.micro;

import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.FetchRequests;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.Requests;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.ProduceResponse;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Requests read and answers written, header and all, one partition each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {

    private static final int VERSION = 12;
    private static final String TOPIC = "orders";
    private static final int VALUE_BYTES = 100;
    private static final int FETCHED_BYTES = 1 << 16;

    private final ByteBuffer produce =
            request(ProduceRequests.plain(TOPIC, List.of(0), Batches.of(1, VALUE_BYTES, Compression.NONE, 1)));
    private final ByteBuffer fetch = request(new FetchRequests(TOPIC, 0, 0));
    private final BufferPayload fetched = new BufferPayload(ByteBuffer.allocateDirect(FETCHED_BYTES));

    @Benchmark
    public RequestMessage readProduceRequest() {
        return read(produce, ApiKey.PRODUCE);
    }

    @Benchmark
    public RequestMessage readFetchRequest() {
        return read(fetch, ApiKey.FETCH);
    }

    @Benchmark
    public Object writeProduceResponse() {
        MessageWriter out = new MessageWriter();
        ProduceResponse.builder()
                .responses(List.of(ProduceResponse.TopicProduceResponse.builder()
                        .name(TOPIC)
                        .partitionResponses(List.of(ProduceResponse.PartitionProduceResponse.builder()
                                .baseOffset(4711)
                                .build()))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.finish();
    }

    @Benchmark
    public Object writeFetchResponse() {
        MessageWriter out = new MessageWriter();
        FetchResponse.builder()
                .responses(List.of(FetchResponse.FetchableTopicResponse.builder()
                        .topic(TOPIC)
                        .partitions(List.of(FetchResponse.PartitionData.builder()
                                .highWatermark(4711)
                                .records(fetched)
                                .build()))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.finish();
    }

    /** Without its size. */
    private static ByteBuffer request(Requests requests) {
        return requests.next(1, 1).position(Integer.BYTES).slice();
    }

    private static RequestMessage read(ByteBuffer request, ApiKey key) {
        MessageReader in = new MessageReader(request.clear());
        RequestHeader.read(in, key.requestHeaderVersion(VERSION));
        return key.readRequest(in, VERSION);
    }
}
