import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatRequest;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.SyncGroupResponse;

/**
 * Measures one broker with many members of groups; {@code .ci/measure-groups} runs it. Members are as Kafka's client is
 * in what they ask and when, but they fetch nothing: what is measured is the coordinator. Each has a connection.
 */
final class ManyGroups {

    private static final int MEMBERS = Integer.getInteger("members", 1_000);
    private static final int GROUPS = Integer.getInteger("groups", 10_000);
    private static final int PARTITIONS = 2 * MEMBERS;
    private static final int IDLE_SECONDS = 15;
    private static final int PATIENCE_SECONDS = 120;
    private static final String TOPIC = "orders";

    private final Path data;
    private final Path log;
    private final int port;
    private final List<Member> all = new ArrayList<>();
    private Process broker;

    private ManyGroups(Path data) throws IOException {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    public static void main(String[] args) throws Exception {
        ManyGroups run = new ManyGroups(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(run::kill));
        Kind kind = Kind.valueOf(args[1].toUpperCase());
        System.out.printf("%n%s%n", args[1]);
        run.start();
        if (args[2].equals("one")) {
            run.oneGroup(kind);
        } else {
            run.manyGroups(kind);
        }
        run.kill();
        try (var lines = Files.lines(run.log)) {
            // What the broker found worth a warning belongs to the result.
            lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .limit(20)
                    .forEach(System.out::println);
        }
        System.exit(0);
    }

    // What is measured.

    private void oneGroup(Kind kind) throws Exception {
        createTopic(PARTITIONS);
        List<Member> members = new ArrayList<>();
        long begin = System.nanoTime();
        IntStream.range(0, MEMBERS).forEach(i -> members.add(member(kind, "group")));
        members.forEach(Member::start);
        await(() -> areSettled(members));
        row(MEMBERS + " members join: settled, ms", millisSince(begin));
        idle("one group of " + MEMBERS + " members");

        begin = System.nanoTime();
        Member another = member(kind, "group");
        members.add(another);
        another.start();
        await(() -> areSettled(members));
        row("one more joins: settled, ms", millisSince(begin));

        begin = System.nanoTime();
        Member left = members.removeFirst();
        left.leave();
        await(() -> areSettled(members));
        row("one leaves: settled, ms", millisSince(begin));

        begin = System.nanoTime();
        List<Member> leaving = List.copyOf(members.subList(0, MEMBERS / 10));
        members.removeAll(leaving);
        leaving.forEach(Member::leave);
        await(() -> areSettled(members));
        row("a tenth leaves at once: settled, ms", millisSince(begin));
    }

    private void manyGroups(Kind kind) throws Exception {
        createTopic(1);
        List<Member> members = new ArrayList<>();
        long begin = System.nanoTime();
        IntStream.range(0, GROUPS).forEach(i -> members.add(member(kind, "group-" + i)));
        members.forEach(Member::start);
        await(() -> members.stream().allMatch(member -> member.owned == 1));
        row(GROUPS + " groups of one member: all have their partition, ms", millisSince(begin));
        idle(GROUPS + " groups of one member");
    }

    /** All in one epoch, and every partition owned. */
    private static boolean areSettled(List<Member> members) {
        int epoch = members.getLast().epoch;
        return epoch > 0
                && members.stream().allMatch(member -> member.epoch == epoch && member.owned > 0)
                && members.stream().mapToInt(member -> member.owned).sum() == PARTITIONS;
    }

    private void idle(String what) throws Exception {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        long before = cpuMillis();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        row("idle, " + what + ": CPU, ms/s", (cpuMillis() - before) / IDLE_SECONDS);
        row("  RSS, MB", status("VmRSS") / 1024);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not settled within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    // The members.

    private enum Kind {
        CLASSIC,
        CONSUMER
    }

    private Member member(Kind kind, String group) {
        Member member = switch (kind) {
            case CLASSIC -> new ClassicMember(port, group);
            case CONSUMER -> new ConsumerMember(port, group);
        };
        all.add(member);
        return member;
    }

    private abstract static class Member {
        final String group;
        private final int port;
        private Socket socket;
        private DataInputStream in;
        private DataOutputStream out;
        private int correlationId;
        private Thread thread;
        volatile int epoch;
        volatile int owned;
        volatile boolean isLeaving;

        Member(int port, String group) {
            this.port = port;
            this.group = group;
        }

        void start() {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    in = new DataInputStream(socket.getInputStream());
                    out = new DataOutputStream(socket.getOutputStream());
                    live();
                } catch (IOException e) {
                    if (!isLeaving) {
                        e.printStackTrace();
                    }
                }
            });
        }

        void leave() {
            isLeaving = true;
            thread.interrupt();
        }

        abstract void live() throws IOException;

        /** False when it is time to leave. */
        boolean pause(long ms) {
            try {
                Thread.sleep(ms);
                return !isLeaving;
            } catch (InterruptedException e) {
                // The socket is needed once more, and would be closed by an interrupt that is still pending.
                return false;
            }
        }

        @SuppressWarnings("unchecked")
        <R extends AbstractResponse> R call(AbstractRequest request) throws IOException {
            ByteBuffer frame = request.serializeWithHeader(
                    new RequestHeader(request.apiKey(), request.version(), "many", ++correlationId));
            byte[] bytes = new byte[Integer.BYTES + frame.remaining()];
            ByteBuffer.wrap(bytes).putInt(frame.remaining()).put(frame);
            out.write(bytes);
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            ByteBuffer body = ByteBuffer.wrap(answer);
            ResponseHeader.parse(body, request.apiKey().responseHeaderVersion(request.version()));
            return (R)
                    AbstractResponse.parseResponse(request.apiKey(), new ByteBufferAccessor(body), request.version());
        }

        static boolean isPassing(Errors error) {
            return error == Errors.COORDINATOR_LOAD_IN_PROGRESS
                    || error == Errors.COORDINATOR_NOT_AVAILABLE
                    || error == Errors.NOT_COORDINATOR;
        }

        static void require(Errors error) {
            if (error != Errors.NONE) {
                throw error.exception();
            }
        }
    }

    /** KIP-848: says at once when it has given up or taken what it was told to. */
    private static final class ConsumerMember extends Member {
        private final String id = org.apache.kafka.common.Uuid.randomUuid().toString();
        private List<ConsumerGroupHeartbeatRequestData.TopicPartitions> news = List.of();

        ConsumerMember(int port, String group) {
            super(port, group);
        }

        @Override
        void live() throws IOException {
            do {
                ConsumerGroupHeartbeatResponseData answer = heartbeat(epoch);
                while (isPassing(Errors.forCode(answer.errorCode()))) {
                    pause(100);
                    answer = heartbeat(epoch);
                }
                require(Errors.forCode(answer.errorCode()));
                news = null;
                if (answer.assignment() != null) {
                    news = answer.assignment().topicPartitions().stream()
                            .map(topic -> new ConsumerGroupHeartbeatRequestData.TopicPartitions()
                                    .setTopicId(topic.topicId())
                                    .setPartitions(topic.partitions()))
                            .toList();
                    owned = news.stream()
                            .mapToInt(topic -> topic.partitions().size())
                            .sum();
                }
                epoch = answer.memberEpoch();
                if (news == null && !pause(answer.heartbeatIntervalMs())) {
                    break;
                }
            } while (!isLeaving);
            heartbeat(-1);
        }

        private ConsumerGroupHeartbeatResponseData heartbeat(int as) throws IOException {
            ConsumerGroupHeartbeatRequestData request = new ConsumerGroupHeartbeatRequestData()
                    .setGroupId(group)
                    .setMemberId(id)
                    .setMemberEpoch(as)
                    .setTopicPartitions(as < 0 ? null : news);
            if (as == 0) {
                request.setRebalanceTimeoutMs(300_000).setSubscribedTopicNames(List.of(TOPIC));
            }
            ConsumerGroupHeartbeatResponse response =
                    call(new ConsumerGroupHeartbeatRequest.Builder(request).build((short) 1));
            return response.data();
        }
    }

    /** The classic protocol, each partition to the next in turn; heartbeats every 3 s, as the client's default is. */
    private static final class ClassicMember extends Member {
        private static final int HEARTBEAT_MS = 3_000;
        private String id = "";

        ClassicMember(int port, String group) {
            super(port, group);
        }

        @Override
        void live() throws IOException {
            do {
                join();
                Errors error = Errors.NONE;
                while (error == Errors.NONE && pause(HEARTBEAT_MS)) {
                    HeartbeatResponse beat = call(new HeartbeatRequest.Builder(new HeartbeatRequestData()
                                    .setGroupId(group)
                                    .setMemberId(id)
                                    .setGenerationId(epoch))
                            .build((short) 4));
                    error = beat.error();
                }
                if (error != Errors.NONE && error != Errors.REBALANCE_IN_PROGRESS) {
                    require(error);
                }
            } while (!isLeaving);
            call(new LeaveGroupRequest.Builder(
                            group, List.of(new LeaveGroupRequestData.MemberIdentity().setMemberId(id)))
                    .build((short) 5));
        }

        private void join() throws IOException {
            Errors error = Errors.REBALANCE_IN_PROGRESS;
            while (error != Errors.NONE && !isLeaving) {
                JoinGroupResponseData joined = joinOnce();
                while (joined.errorCode() != Errors.NONE.code()) {
                    error = Errors.forCode(joined.errorCode());
                    if (error == Errors.MEMBER_ID_REQUIRED) {
                        id = joined.memberId();
                    } else if (isPassing(error)) {
                        pause(100);
                    } else {
                        require(error);
                    }
                    joined = joinOnce();
                }
                id = joined.memberId();
                SyncGroupResponse synced = call(new SyncGroupRequest.Builder(new SyncGroupRequestData()
                                .setGroupId(group)
                                .setMemberId(id)
                                .setGenerationId(joined.generationId())
                                .setProtocolType("consumer")
                                .setProtocolName("turn")
                                .setAssignments(assign(joined)))
                        .build((short) 5));
                error = synced.error();
                if (error == Errors.NONE) {
                    owned = ConsumerProtocol.deserializeAssignment(
                                    ByteBuffer.wrap(synced.data().assignment()))
                            .partitions()
                            .size();
                    epoch = joined.generationId();
                } else if (error != Errors.REBALANCE_IN_PROGRESS) {
                    require(error);
                }
            }
        }

        private JoinGroupResponseData joinOnce() throws IOException {
            ByteBuffer subscription = ConsumerProtocol.serializeSubscription(new Subscription(List.of(TOPIC)));
            JoinGroupResponse response = call(new JoinGroupRequest.Builder(new JoinGroupRequestData()
                            .setGroupId(group)
                            .setMemberId(id)
                            .setSessionTimeoutMs(45_000)
                            .setRebalanceTimeoutMs(300_000)
                            .setProtocolType("consumer")
                            .setProtocols(new JoinGroupRequestData.JoinGroupRequestProtocolCollection(
                                    List.of(new JoinGroupRequestData.JoinGroupRequestProtocol()
                                                    .setName("turn")
                                                    .setMetadata(subscription.array()))
                                            .iterator())))
                    .build((short) 9));
            return response.data();
        }

        private List<SyncGroupRequestData.SyncGroupRequestAssignment> assign(JoinGroupResponseData joined) {
            List<SyncGroupRequestData.SyncGroupRequestAssignment> all = new ArrayList<>();
            int members = joined.members().size();
            int partitions = group.equals("group") ? PARTITIONS : 1;
            for (int i = 0; i < members; i++) {
                int first = i;
                List<TopicPartition> mine = IntStream.range(0, partitions)
                        .filter(partition -> partition % members == first)
                        .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                        .toList();
                all.add(new SyncGroupRequestData.SyncGroupRequestAssignment()
                        .setMemberId(joined.members().get(i).memberId())
                        .setAssignment(ConsumerProtocol.serializeAssignment(new Assignment(mine))
                                .array()));
            }
            return all;
        }
    }

    // The broker's process.

    private void createTopic(int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                    .all()
                    .get();
            // Looks for a coordinator, which makes the topic that groups are kept in.
            admin.listConsumerGroupOffsets("group")
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private void start() throws Exception {
        broker = new ProcessBuilder(
                        System.getProperty("weir", "./weir"), "serve", "--port", "" + port, "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (true) {
            String line = broker.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("the broker does not start: " + Files.readString(log));
            }
            if (line.contains("Weir listens on")) {
                return;
            }
        }
    }

    private void kill() {
        all.forEach(member -> member.isLeaving = true);
        if (broker != null) {
            broker.destroyForcibly();
        }
    }

    private long cpuMillis() throws IOException {
        String[] fields =
                Files.readString(Path.of("/proc/" + broker.pid() + "/stat")).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10;
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + broker.pid() + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(-1);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void row(String what, long value) {
        System.out.printf("%-90s %8d%n", what, value);
    }
}
