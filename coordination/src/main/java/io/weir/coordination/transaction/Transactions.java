package io.weir.coordination.transaction;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactional ids of one shard. Every change is a record. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final Map<String, Transaction> byId = new LinkedHashMap<>();

    Optional<Transaction> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<Transaction> all() {
        return byId.values();
    }

    /** False, and nothing changes, when the record would be larger than the log takes. */
    boolean put(Transaction changed, Step<TransactionTimer> step) {
        CoordinatorRecord record = TransactionRecords.of(changed);
        if (!step.fits(record)) {
            return false;
        }
        byId.put(changed.id(), changed);
        step.append(record);
        return true;
    }

    void remove(String id, Step<TransactionTimer> step) {
        byId.remove(id);
        step.append(TransactionRecords.tombstone(id));
    }

    void replay(CoordinatorRecord record) {
        Optional<String> id = TransactionRecords.idOf(record);
        if (id.isEmpty()) {
            LOG.warn("Skipping a record of __transaction_state that is of no kind known here");
            return;
        }
        ByteBuffer value = record.value();
        if (value == null) {
            byId.remove(id.get());
        } else {
            byId.put(id.get(), TransactionRecords.read(id.get(), value));
        }
    }
}
