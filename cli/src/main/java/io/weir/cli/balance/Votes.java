package io.weir.cli.balance;

import io.weir.cli.client.Await;
import io.weir.cli.terminal.CliException;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;

/** Who votes on the cluster's metadata: without a majority of them nothing can be changed any more. */
record Votes(Admin admin) {

    /**
     * Takes a broker's vote, if it has one, so that the others need not wait for it.
     *
     * @throws CliException when nobody else has one
     */
    void take(int nodeId) {
        QuorumInfo quorum = Await.get(admin.describeMetadataQuorum().quorumInfo());
        Optional<ReplicaState> vote = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == nodeId)
                .findFirst();
        if (vote.isEmpty()) {
            return;
        }
        if (quorum.voters().size() == 1) {
            throw new CliException("broker " + nodeId + " alone keeps the cluster's metadata, and must not be stopped;"
                    + " give another one a vote first (kafka-metadata-quorum add-controller)");
        }
        Await.get(admin.removeRaftVoter(nodeId, vote.get().replicaDirectoryId()).all());
    }
}
