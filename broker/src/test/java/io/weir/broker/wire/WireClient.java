package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import io.weir.protocol.wire.MessageWriter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One connection that sends whatever it is told, one frame at a time. */
public final class WireClient implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;
    private static final String CLIENT_ID = "wire-client";

    private final Socket socket;
    private final DataInputStream in;
    private int correlationId;

    /** Connects to the loopback address. */
    public WireClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request in one of its versions and waits for the answer, or for the connection to be closed. */
    public Answer call(RequestMessage request, int version) {
        return call(request.apiKey(), version, body(request, version));
    }

    /** The same with a body of any bytes. */
    public Answer call(ApiKey key, int version, ByteBuffer body) {
        int id = ++correlationId;
        send(frame(key, version, id, body));
        return answer(key, version, id);
    }

    /** Waits for the answer to the request of this correlation id. */
    public Answer answer(ApiKey key, int version, int id) {
        return receive()
                .<Answer>map(frame -> Answer.decode(key, version, id, frame))
                .orElse(new Answer.Closed());
    }

    /** Sends these bytes behind their size. */
    public void send(ByteBuffer frame) {
        sendRaw(ByteBuffer.allocate(Integer.BYTES + frame.remaining())
                .putInt(frame.remaining())
                .put(frame.duplicate())
                .flip());
    }

    /** Sends these bytes as they are; a connection that is closed already shows when it is read. */
    public void sendRaw(ByteBuffer bytes) {
        try {
            socket.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } catch (SocketException e) {
            assertThat(socket.isConnected()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame without its size, or nothing when the connection is closed. */
    public Optional<ByteBuffer> receive() {
        try {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            return Optional.of(ByteBuffer.wrap(frame));
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer, and the connection is open", e);
        }
    }

    /** A frame with a valid header in front of a body. */
    public static ByteBuffer frame(ApiKey key, int version, int correlationId, ByteBuffer body) {
        MessageWriter header = new MessageWriter();
        RequestHeader.builder()
                .requestApiKey((short) key.id())
                .requestApiVersion((short) version)
                .correlationId(correlationId)
                .clientId(CLIENT_ID)
                .build()
                .write(header, key.requestHeaderVersion(version));
        ByteBuffer head = bytes(header);
        return ByteBuffer.allocate(head.remaining() + body.remaining())
                .put(head)
                .put(body.duplicate())
                .flip();
    }

    /** A request's own bytes. */
    public static ByteBuffer body(RequestMessage request, int version) {
        MessageWriter writer = new MessageWriter();
        request.write(writer, version);
        return bytes(writer);
    }

    private static ByteBuffer bytes(MessageWriter writer) {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(writer.sizeBytes()));
        for (Payload part : writer.finish()) {
            all.put(((BufferPayload) part).buffer().duplicate());
        }
        return all.flip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
