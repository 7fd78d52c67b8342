package io.weir.broker.wire;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Sends hostile frames, each with an honest question behind it, and goes on with the same connection for as long as
 * that question is answered.
 */
final class HostilePeer implements AutoCloseable {

    private static final int PATIENCE_MS = 100;
    private static final int PROBE_ID = 0x5eed_cafe;
    private static final int TRICKLE_BYTES = 7;
    private static final ByteBuffer PROBE = probe();

    private final int port;
    private Socket socket = new Socket();
    private DataInputStream in = new DataInputStream(InputStream.nullInputStream());
    private boolean isOpen;
    private int answered;

    HostilePeer(int port) {
        this.port = port;
    }

    /** How many frames were followed by an answer on the same connection. */
    int answered() {
        return answered;
    }

    void send(HostileFrames.Frame frame) {
        if (!isOpen) {
            connect();
        }
        try {
            if (frame.kind() == HostileFrames.Kind.TRICKLE) {
                trickle(frame.bytes());
            } else {
                write(frame.bytes());
            }
            if (frame.kind().isLast()) {
                close();
                return;
            }
            write(PROBE);
            awaitProbe();
            answered++;
        } catch (IOException e) {
            // Closed by the broker, or held back by a request that waits: both are its right.
            close();
        }
    }

    private void connect() {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            // Tens of thousands of connections would else wait for their ports.
            socket.setSoLinger(true, 0);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            isOpen = true;
        } catch (IOException e) {
            throw new UncheckedIOException("the broker accepts no connections any more", e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private void trickle(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(TRICKLE_BYTES + bytes.remaining() / 3, bytes.remaining());
            write(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
        }
    }

    /** Reads answers up to the probe's. */
    private void awaitProbe() throws IOException {
        int id;
        do {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            id = ByteBuffer.wrap(frame).getInt(0);
        } while (id != PROBE_ID);
    }

    private static ByteBuffer probe() {
        ByteBuffer frame = WireClient.frame(
                ApiKey.API_VERSIONS,
                0,
                PROBE_ID,
                WireClient.body(ApiVersionsRequest.builder().build(), 0));
        return ByteBuffer.allocate(Integer.BYTES + frame.remaining())
                .putInt(frame.remaining())
                .put(frame)
                .flip();
    }

    @Override
    public void close() {
        isOpen = false;
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
