package io.weir.simulation.replication;

import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.CreateTopics.Assignment;
import io.weir.metadata.controller.CreateTopics.NewTopic;
import io.weir.metadata.controller.NamedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One run: a cluster comes up, much goes wrong for a while, then nothing does. */
final class ClusterLife {

    static final int PARTITIONS = 2;
    private static final int WRITERS = 2;
    private static final int STEP_MS = 50;
    private static final int BEGIN_MS = 2_000;
    private static final int TROUBLE_MS = 12_000;
    private static final int CALM_MS = 12_000;
    private static final int COMPARE_ONE_IN = 40;

    private final World world;
    private final Mischief mischief;
    private final List<Writer> writers = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param violations what may not be and was; nothing is looked at after the first
     * @param trace      the same for two runs in which the same happened
     */
    record Outcome(List<String> violations, long trace, long acknowledged, long mischief, long simulatedMs) {}

    ClusterLife(long seed, Planted planted) {
        this.world = new World(seed, planted);
        this.mischief = new Mischief(world, world.random().nextBoolean());
    }

    Outcome run() {
        world.hosts().forEach(Host::start);
        pass(BEGIN_MS);
        createTopic();
        beginClients();
        mischief.begin();
        pass(TROUBLE_MS);
        if (world.witness().violations().isEmpty()) {
            mischief.end();
            pass(CALM_MS);
            List<Integer> before = writers.stream().map(Writer::acked).toList();
            pass(BEGIN_MS);
            for (int i = 0; i < before.size(); i++) {
                world.witness().require(writers.get(i).acked() > before.get(i), "writer " + i + " gets no acks");
            }
            world.witness().conclude();
        }
        return new Outcome(
                List.copyOf(world.witness().violations()),
                world.witness().trace(),
                writers.stream().mapToLong(Writer::acked).sum(),
                mischief.count(),
                world.time().monotonicMs());
    }

    private void createTopic() {
        List<Assignment> assignments = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Integer> ids =
                    new ArrayList<>(world.hosts().stream().map(Host::id).toList());
            Collections.shuffle(ids, world.random());
            assignments.add(new Assignment(partition, List.copyOf(ids.subList(0, 3))));
        }
        String minInSync = String.valueOf(1 + world.random().nextInt(3));
        NewTopic topic = new NewTopic(
                World.TOPIC, -1, -1, assignments, List.of(new NamedValue("min.insync.replicas", minInSync)));
        var created = world.quorum().decide(new CreateTopics(List.of(topic), false));
        created.answer()
                .topics()
                .forEach(result -> world.witness().require(!result.error().isError(), result.toString()));
    }

    private void beginClients() {
        int id = 100;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(new Client(id++, world), partition);
                writers.add(writer);
                writer.writeNext();
            }
            new Reader(new Client(id++, world), partition).read();
            new Reader(new Client(id++, world), partition).read();
        }
    }

    private void pass(int ms) {
        for (int passed = 0; passed < ms && world.witness().violations().isEmpty(); passed += STEP_MS) {
            world.time().pass(STEP_MS);
            world.witness().look();
            if (world.random().nextInt(COMPARE_ONE_IN) == 0) {
                world.witness().compare();
            }
        }
    }
}
