package io.weir.console;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.console.json.JsonTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with its console, both real, and a client that asks over HTTP. */
public final class LiveConsole implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Broker broker;
    private final Console console;
    private final URI root;
    private final HttpClient http = HttpClient.newHttpClient();

    private LiveConsole(Broker broker, Console console, URI root) {
        this.broker = broker;
        this.console = console;
        this.root = root;
    }

    /** Starts both on free ports. */
    public static LiveConsole start(Path folder, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "log.dirs", folder.toString(),
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0",
                "weir.admin.listener", "127.0.0.1:0"));
        all.putAll(settings);
        BrokerConfig config = BrokerConfig.of(all);
        Broker broker = Broker.start(config);
        try {
            CompletableFuture<String> address = new CompletableFuture<>();
            Console console = Console.open(broker, config, address::complete);
            return new LiveConsole(broker, console, URI.create(address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
        } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    public int port() {
        return root.getPort();
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Where other brokers find this one; it has to have a listener for them. */
    public int internalPort() {
        return broker.internalPort().orElseThrow();
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(root.resolve(path));
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /** Sends a body of JSON. */
    public HttpResponse<byte[]> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(to(path).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The JSON that a GET is answered with. */
    public Object json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    public static Object json(HttpResponse<byte[]> response) throws IOException {
        Object value = JsonTree.read(response.body());
        if (value == null) {
            throw new IOException("null");
        }
        return value;
    }

    /** A value in JSON by a path such as {@code items.0.name}. */
    public static Object at(Object json, String path) {
        Object value = json;
        for (String step : path.split("\\.", -1)) {
            value = value instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) value).get(step);
            if (value == null) {
                return "(nothing)";
            }
        }
        return value;
    }

    /** What the server answers to these very bytes. */
    public String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asks again and again until the answer is as it should be. */
    public Object await(String path, Predicate<Object> wanted) throws IOException, InterruptedException {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        Object answer = json(path);
        while (!wanted.test(answer)) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError(path + " still answers " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            answer = json(path);
        }
        return answer;
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    /** A producer of bytes. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Produces one record, and waits until it is safe. */
    public RecordMetadata produce(ProducerRecord<byte[], byte[]> produced)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("max.request.size", 64 << 20))) {
            return producer.send(produced).get();
        }
    }

    @Override
    public void close() {
        http.close();
        console.close();
        broker.close();
    }
}
