package io.weir.coordination.consumer;

import java.util.Locale;

/** Which groups may go over to the other protocol while they have members (group.consumer.migration.policy). */
public enum MigrationPolicy {
    /** None: an id goes over when its group is empty. */
    DISABLED(false, false),
    /** Classic groups become consumer groups with the first member of the consumer protocol. */
    UPGRADE(true, false),
    /** Consumer groups become classic groups when the last member of the consumer protocol is gone. */
    DOWNGRADE(false, true),
    /** Both. */
    BIDIRECTIONAL(true, true);

    private final boolean allowsUpgrade;
    private final boolean allowsDowngrade;

    MigrationPolicy(boolean allowsUpgrade, boolean allowsDowngrade) {
        this.allowsUpgrade = allowsUpgrade;
        this.allowsDowngrade = allowsDowngrade;
    }

    /**
     * The policy of this name; case does not matter.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static MigrationPolicy named(String name) {
        return valueOf(name.trim().toUpperCase(Locale.ROOT));
    }

    boolean allowsUpgrade() {
        return allowsUpgrade;
    }

    boolean allowsDowngrade() {
        return allowsDowngrade;
    }
}
