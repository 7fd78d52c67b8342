package io.weir.cli.doctor;

import io.weir.cli.terminal.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.internals.Topic;

/** The checks of a cluster, in the order in which one would look. */
final class Checks {

    private static final int NAMES_SHOWN = 3;
    private static final double FULL = 0.1;
    private static final double VERY_FULL = 0.03;
    private static final double UNEVEN = 1.5;
    private static final int FEW_PARTITIONS = 6;

    private Checks() {}

    static List<Check> all() {
        return List.of(
                Checks::brokersAway,
                Checks::versions,
                Checks::offline,
                Checks::underReplicated,
                Checks::disks,
                Checks::transactions,
                GroupChecks::stuck,
                GroupChecks::abandoned,
                GroupChecks::leavingOut,
                Checks::oneReplica,
                Checks::minInSync,
                Checks::unclean,
                Checks::leaders);
    }

    private static List<Finding> brokersAway(Patient patient) {
        return patient.brokers().stream()
                .filter(Node::isFenced)
                .map(broker -> Finding.critical(
                        "broker " + broker.id() + " is away",
                        "start it again; if it is gone for good: weir broker unregister " + broker.id()))
                .toList();
    }

    private static List<Finding> offline(Patient patient) {
        List<String> names = partitions(
                patient, info -> info.leader() == null || info.leader().isEmpty());
        return found(
                names,
                Finding::critical,
                "without a leader, so nobody can read or write",
                "start a broker that has one of its replicas; at worst: weir partition elect " + first(names)
                        + " --unclean");
    }

    private static List<Finding> underReplicated(Patient patient) {
        List<String> names = partitions(
                patient,
                info -> info.leader() != null
                        && !info.leader().isEmpty()
                        && info.isr().size() < info.replicas().size());
        return found(
                names,
                Finding::warning,
                "with replicas that are not in sync",
                "weir partition list --under-replicated, and weir partition replicas " + topic(first(names)));
    }

    private static List<Finding> disks(Patient patient) {
        List<Finding> findings = new ArrayList<>();
        for (Patient.Folder folder : patient.told().folders()) {
            String where = folder.path() + " of broker " + folder.broker();
            if (!folder.error().isEmpty()) {
                findings.add(
                        Finding.critical(where + " cannot be used: " + folder.error(), "look at the broker's log"));
            } else if (folder.totalBytes() > 0 && folder.freeBytes() < FULL * folder.totalBytes()) {
                String what = "the disk of " + where + " has " + Units.bytes(folder.freeBytes()) + " left of "
                        + Units.bytes(folder.totalBytes());
                String fix =
                        "weir log dirs shows what takes it; keep less: weir config set topic/NAME retention.ms=...";
                findings.add(
                        folder.freeBytes() < VERY_FULL * folder.totalBytes()
                                ? Finding.critical(what, fix)
                                : Finding.warning(what, fix));
            }
        }
        return findings;
    }

    private static List<Finding> transactions(Patient patient) {
        return patient.hanging().stream()
                .map(line -> Finding.critical(
                        line + "; who reads committed records waits for it",
                        "weir txn hanging --all, then weir txn end ID"))
                .toList();
    }

    private static List<Finding> versions(Patient patient) {
        Map<String, Map<Integer, List<Integer>>> byLevel = new TreeMap<>();
        patient.told()
                .features()
                .forEach((broker, levels) ->
                        levels.forEach((feature, level) -> byLevel.computeIfAbsent(feature, _ -> new TreeMap<>())
                                .computeIfAbsent(level, _ -> new ArrayList<>())
                                .add(broker)));
        int asked = patient.told().features().size();
        return byLevel.entrySet().stream()
                .filter(feature -> feature.getValue().size() > 1
                        || feature.getValue().values().stream().anyMatch(brokers -> brokers.size() < asked))
                .limit(1)
                .map(feature -> Finding.warning(
                        "brokers are of different versions: what they support of " + feature.getKey()
                                + " goes, by level and brokers, up to " + feature.getValue(),
                        "start the others with the newer version, too; weir feature list shows what is in use"))
                .toList();
    }

    private static List<Finding> oneReplica(Patient patient) {
        if (patient.brokers().size() < 2) {
            return List.of();
        }
        List<String> names = topics(patient, topic -> replicas(patient, topic) == 1);
        return found(
                names,
                Finding::warning,
                "have one replica in a cluster of several brokers: they are gone while its broker is",
                "weir partition reassign " + first(names) + "-0=" + brokers(patient, 3));
    }

    private static List<Finding> minInSync(Patient patient) {
        List<String> risky = topics(
                patient,
                topic -> replicas(patient, topic) >= 3
                        && patient.setting(topic, "min.insync.replicas").equals("1"));
        List<String> stiff = topics(
                patient,
                topic -> replicas(patient, topic) > 1
                        && patient.setting(topic, "min.insync.replicas")
                                .equals(Integer.toString(replicas(patient, topic))));
        List<Finding> findings = new ArrayList<>(found(
                risky,
                Finding::warning,
                "acknowledge with one replica in sync (min.insync.replicas=1), which is lost with its broker",
                "weir config set topic/" + first(risky) + " min.insync.replicas=2"));
        findings.addAll(found(
                stiff,
                Finding::warning,
                "want all replicas in sync (min.insync.replicas): one broker away and nobody can write",
                "weir config set topic/" + first(stiff) + " min.insync.replicas="
                        + Math.max(1, replicas(patient, first(stiff)) - 1)));
        return findings;
    }

    private static List<Finding> unclean(Patient patient) {
        List<String> names = topics(
                patient,
                topic ->
                        patient.setting(topic, "unclean.leader.election.enable").equals("true"));
        return found(
                names,
                Finding::warning,
                "may lose acknowledged records for a leader (unclean.leader.election.enable)",
                "weir config unset topic/" + first(names) + " unclean.leader.election.enable");
    }

    private static List<Finding> leaders(Patient patient) {
        Map<Integer, Long> led = new TreeMap<>();
        patient.living().forEach(broker -> led.put(broker.id(), 0L));
        patient.partitions().values().stream()
                .map(TopicPartitionInfo::leader)
                .filter(leader -> leader != null && !leader.isEmpty())
                .forEach(leader -> led.merge(leader.id(), 1L, Long::sum));
        long total = led.values().stream().mapToLong(Long::longValue).sum();
        long most = led.values().stream().mapToLong(Long::longValue).max().orElse(0);
        boolean uneven =
                led.size() > 1 && total >= (long) FEW_PARTITIONS * led.size() && most > UNEVEN * total / led.size();
        return uneven
                ? List.of(Finding.note(
                        "leaders are uneven, by broker: " + led,
                        "weir partition elect --all, or weir cluster rebalance"))
                : List.of();
    }

    private interface Maker {
        Finding make(String what, String fix);
    }

    private static List<Finding> found(List<String> names, Maker maker, String trouble, String fix) {
        if (names.isEmpty()) {
            return List.of();
        }
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        String others = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
        return List.of(maker.make(shown + others + " " + trouble, fix));
    }

    private static List<String> partitions(Patient patient, Predicate<TopicPartitionInfo> wanted) {
        return patient.partitions().entrySet().stream()
                .filter(partition -> wanted.test(partition.getValue()))
                .map(partition -> partition.getKey().toString())
                .sorted()
                .toList();
    }

    /** Of those that people made. */
    private static List<String> topics(Patient patient, Predicate<String> wanted) {
        return patient.partitions().keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .filter(topic -> !Topic.isInternal(topic))
                .filter(wanted)
                .sorted()
                .toList();
    }

    private static int replicas(Patient patient, String topic) {
        TopicPartitionInfo info = patient.partitions().get(new TopicPartition(topic, 0));
        return info == null ? 0 : info.replicas().size();
    }

    private static String brokers(Patient patient, int most) {
        return patient.living().stream().limit(most).map(Node::idString).collect(Collectors.joining(","));
    }

    private static String first(List<String> names) {
        return names.isEmpty() ? "" : names.getFirst();
    }

    private static String topic(String partition) {
        return partition.substring(0, Math.max(0, partition.lastIndexOf('-')));
    }
}
