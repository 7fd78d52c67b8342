package io.weir.cli.wire;

import io.weir.cli.client.Connection;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.Node;

/**
 * Single requests over connections of their own, for what Kafka's clients pass over in answers. Only without encryption
 * and authentication.
 */
public final class DirectRequests {

    private static final String WITHOUT_SECURITY = "PLAINTEXT";
    private static final int MAX_ANSWER_BYTES = 100 << 20;

    private final boolean isPlain;
    private final int timeoutMs;

    /** To the brokers of a cluster that is talked to in this way. */
    public DirectRequests(Connection connection) {
        Object protocol = connection.config().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        this.isPlain = protocol == null || protocol.toString().equals(WITHOUT_SECURITY);
        this.timeoutMs = Math.toIntExact(connection.timeout().toMillis());
    }

    /** Reads an answer after its header. */
    @FunctionalInterface
    public interface AnswerReader<A> {
        A read(MessageReader in, int version);
    }

    /**
     * The answer to a request.
     *
     * @throws IOException when the broker cannot be asked
     */
    public <A> A ask(Node broker, RequestMessage request, int version, AnswerReader<A> reader) throws IOException {
        if (!isPlain) {
            throw new IOException("a connection of its own to " + broker + " would have to be secured");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), timeoutMs);
            socket.setSoTimeout(timeoutMs);
            socket.getOutputStream().write(frame(request, version).array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int sizeBytes = in.readInt();
            if (sizeBytes < 0 || sizeBytes > MAX_ANSWER_BYTES) {
                throw new IOException("the answer of " + broker + " claims to have " + sizeBytes + " bytes");
            }
            MessageReader answer = new MessageReader(ByteBuffer.wrap(in.readNBytes(sizeBytes)));
            int _ = answer.int32();
            if (request.apiKey().responseHeaderVersion(version) > 0) {
                var _ = answer.rawTags();
            }
            return reader.read(answer, version);
        }
    }

    private static ByteBuffer frame(RequestMessage request, int version) {
        MessageWriter message = new MessageWriter();
        RequestHeader.builder()
                .requestApiKey((short) request.apiKey().id())
                .requestApiVersion((short) version)
                .clientId("weir")
                .build()
                .write(message, request.apiKey().requestHeaderVersion(version));
        request.write(message, version);
        ByteBuffer bytes = message.toByteBuffer();
        return ByteBuffer.allocate(Integer.BYTES + bytes.remaining())
                .putInt(bytes.remaining())
                .put(bytes)
                .flip();
    }
}
