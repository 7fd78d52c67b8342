import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the partitions of a topic from different places on, as fast as it is given them, until it is stopped; looks at
 * nothing, so that it costs little processor time. Prints the bytes it got each second.
 * Usage: Backfill HOST PORT TOPIC PARTITIONS RECORDS_PER_PARTITION READERS
 */
public final class Backfill {

    private static final int MAX_BYTES = 1 << 20;

    private final String topic;
    private final int partition;
    private long offset;

    private Backfill(String topic, int partition, long offset) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
    }

    public static void main(String[] args) throws Exception {
        int partitions = Integer.parseInt(args[3]);
        long records = Long.parseLong(args[4]);
        int readers = Integer.parseInt(args[5]);
        AtomicLong bytes = new AtomicLong();
        for (int i = 0; i < readers; i++) {
            int turn = i / partitions;
            int turns = (readers + partitions - 1) / partitions;
            Backfill reader = new Backfill(args[2], i % partitions, records * turn / turns);
            new Thread(() -> {
                try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
                    while (true) {
                        bytes.addAndGet(reader.fetch(socket));
                    }
                } catch (IOException e) {
                    System.err.println("a reader ended: " + e);
                }
            }).start();
        }
        long before = 0;
        while (true) {
            Thread.sleep(1000);
            long now = bytes.get();
            System.out.println((now - before) / 1_000_000);
            before = now;
        }
    }

    /** One fetch of version 4, by hand. */
    private int fetch(Socket socket) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(200);
        request.putInt(0).putShort((short) 1).putShort((short) 4).putInt(1).putShort((short) -1);
        request.putInt(-1).putInt(500).putInt(1).putInt(MAX_BYTES).put((byte) 0);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        request.putInt(1).putShort((short) name.length).put(name);
        request.putInt(1).putInt(partition).putLong(offset).putInt(MAX_BYTES);
        request.putInt(0, request.position() - 4);
        new DataOutputStream(socket.getOutputStream()).write(request.array(), 0, request.position());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBuffer records = ByteBuffer.wrap(frame);
        // Correlation id, throttle time, topics, name, partitions, partition.
        records.position(4 + 4 + 4 + 2 + name.length + 4 + 4);
        if (records.getShort() != 0) {
            throw new IOException("a fetch of " + topic + "-" + partition + " from " + offset + " failed");
        }
        // High watermark, last stable offset, aborted transactions, size.
        records.position(records.position() + 8 + 8 + 4);
        int size = records.getInt();
        while (records.remaining() > 61 && records.remaining() >= 12 + records.getInt(records.position() + 8)) {
            int at = records.position();
            offset = records.getLong(at) + records.getInt(at + 23) + 1;
            records.position(at + 12 + records.getInt(at + 8));
        }
        return size;
    }
}
