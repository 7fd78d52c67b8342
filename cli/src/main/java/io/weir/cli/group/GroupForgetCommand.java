package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group forget}. */
@Command(
        name = "forget",
        description = "Delete a group's offsets of a topic that it does not read any more.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir group forget billing --topic old-orders"})
final class GroupForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "GROUP", description = "Which group.")
    private String group = "";

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "Which topic.")
    private String topic = "";

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupForgetCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            GroupListing known = Known.group(admin, group);
            consent.ask("Delete the offsets of " + topic + " of group " + group + "?");
            if (known.type().filter(type -> type == GroupType.SHARE).isPresent()) {
                Await.get(admin.deleteShareGroupOffsets(group, Set.of(topic)).all());
            } else {
                forget(admin);
            }
        } catch (GroupSubscribedToTopicException e) {
            throw new CliException("members of group '" + group + "' read " + topic + "; stop them first", e);
        }
        output.tell(
                "Group " + group + " has no offsets of " + topic + " any more.",
                Fields.of("group", group).and("topic", topic).and("deleted", true));
        return ExitCode.OK;
    }

    private void forget(Admin admin) {
        Set<TopicPartition> partitions =
                Await.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).keySet().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .collect(Collectors.toSet());
        if (partitions.isEmpty()) {
            throw new CliException("group '" + group + "' has no offsets of topic '" + topic
                    + "'; see what it has with: weir group describe " + group);
        }
        Await.get(admin.deleteConsumerGroupOffsets(group, partitions).all());
    }
}
