package io.weir.metadata.controller;

import java.util.List;
import java.util.Optional;

/**
 * Choose leaders anew.
 *
 * @param unclean    whether a replica that is not in sync may lead where no other can, which may lose records; otherwise the
 *     preferred leader is chosen
 * @param partitions those to look at; empty for all that need it
 */
public record ElectLeaders(boolean unclean, Optional<List<Place>> partitions) implements Command<ElectLeaders.Answer> {

    /** One partition. */
    public record Place(String topic, int partitionId) {}

    /** One for each partition that was asked for; of all partitions only those that need another leader. */
    public record Answer(List<Result> results) {}

    /** What became of one partition. */
    public record Result(Place place, ApiError error) {}

    /** Preferred leaders, of all partitions that are led by another in-sync replica. */
    public static ElectLeaders preferred() {
        return new ElectLeaders(false, Optional.empty());
    }
}
