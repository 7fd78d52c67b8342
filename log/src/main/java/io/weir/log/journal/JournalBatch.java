package io.weir.log.journal;

import io.weir.log.flush.SharedJournal.Written;
import io.weir.log.flush.TailPass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tails on their way into the journal, and what becomes of them. */
final class JournalBatch {

    private static final Logger LOG = LoggerFactory.getLogger(JournalBatch.class);

    private final List<TailPass> durable;
    private final List<TailPass> refused = new ArrayList<>();
    private final List<TailPass> staged = new ArrayList<>();
    private long bytes;

    JournalBatch(int tails) {
        this.durable = new ArrayList<>(tails);
    }

    /** Bytes of all entries so far. */
    long bytes() {
        return bytes;
    }

    void refuse(TailPass tail) {
        refused.add(tail);
    }

    void add(JournalFile file, TailPass tail, byte[] name, int entryBytes) {
        try {
            file.makeRoom(entryBytes);
        } catch (IOException e) {
            failed(file, e);
            refused.add(tail);
            return;
        }
        try {
            file.stage(tail, name);
            staged.add(tail);
            bytes += entryBytes;
        } catch (IOException e) {
            // Forcing the log will tell what is wrong with it.
            refused.add(tail);
        }
    }

    /** Makes durable what was added since the last commit, or refuses it. */
    void commit(JournalFile file) {
        if (!staged.isEmpty()) {
            try {
                file.commit();
                durable.addAll(staged);
                staged.clear();
            } catch (IOException e) {
                failed(file, e);
            }
        }
    }

    Written written() {
        return new Written(durable, refused);
    }

    private void failed(JournalFile file, IOException cause) {
        LOG.warn("Writing {} failed; logs are forced themselves: {}", file, cause.toString());
        file.rollBack();
        refused.addAll(staged);
        staged.clear();
    }
}
