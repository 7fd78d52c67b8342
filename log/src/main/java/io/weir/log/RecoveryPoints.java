package io.weir.log;

import java.io.IOException;

/** Where it is written down up to which offset a log need not be checked after a crash, and where it starts. */
@FunctionalInterface
public interface RecoveryPoints {

    /**
     * Makes sure, durably, that no offset above this one is written down for the log: what is appended there next is not
     * what was forced there before.
     */
    void lower(String folderName, long offset) throws IOException;
}
