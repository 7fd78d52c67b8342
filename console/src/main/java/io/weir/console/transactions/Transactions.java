package io.weir.console.transactions;

import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Paging;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** The transactional ids of the cluster with their last transactions. */
public final class Transactions {

    private static final String ROOT = "/api/v1/transactions";

    private final Clients clients;
    private final Parts parts;

    public Transactions(Clients clients) {
        this.clients = clients;
        this.parts = new Parts(clients);
    }

    public List<Route> routes() {
        return List.of(
                Route.get(ROOT, this::list),
                Route.get(ROOT + "/{transaction}", this::describe),
                Route.post(ROOT + "/{transaction}/abort", this::abort));
    }

    /** Those that are open are all described: who has been open for longest is to come first. */
    private Answer list(Request request) {
        Query query = request.query().only("search", "open", "page", "size");
        String search = query.text("search").orElse("").toLowerCase(Locale.ROOT);
        boolean onlyOpen = query.flag("open", true);
        Paging paging = Paging.of(query);
        List<TransactionListing> listed = clients
                .ask(admin -> admin.listTransactions().all())
                .stream()
                .filter(each -> !onlyOpen || TransactionRow.isOpen(each.state()))
                .filter(each -> each.transactionalId().toLowerCase(Locale.ROOT).contains(search))
                .toList();
        Map<String, TransactionRow> open = describe(listed.stream()
                .filter(each -> TransactionRow.isOpen(each.state()))
                .map(TransactionListing::transactionalId)
                .toList());
        List<TransactionRow> rows = listed.stream()
                .map(each -> open.getOrDefault(each.transactionalId(), TransactionRow.of(each)))
                .filter(row -> !onlyOpen || TransactionRow.isOpen(row.state()))
                .sorted(Comparator.comparingLong(
                                (TransactionRow row) -> row.startedAt().orElse(Long.MAX_VALUE))
                        .thenComparing(TransactionRow::transaction))
                .toList();
        return Answer.json(paging.cut(rows, row -> row));
    }

    private Map<String, TransactionRow> describe(List<String> ids) {
        DescribeTransactionsResult answers = clients.begin(admin -> admin.describeTransactions(ids));
        Map<String, TransactionRow> rows = new HashMap<>();
        for (String id : ids) {
            clients.known(answers.description(id))
                    .ifPresent(description -> rows.put(id, TransactionRow.of(id, description)));
        }
        return rows;
    }

    private record Described(
            String transaction,
            TransactionState state,
            long producerId,
            OptionalInt producerEpoch,
            OptionalInt coordinator,
            OptionalLong startedAt,
            OptionalLong timeoutMs,
            OptionalInt partitions,
            List<Part> parts) {}

    private Answer describe(Request request) {
        String id = request.name("transaction");
        TransactionDescription transaction = find(id);
        TransactionRow row = TransactionRow.of(id, transaction);
        return Answer.json(new Described(
                id,
                row.state(),
                row.producerId(),
                row.producerEpoch(),
                row.coordinator(),
                row.startedAt(),
                row.timeoutMs(),
                row.partitions(),
                parts.of(transaction)));
    }

    private Answer abort(Request request) {
        String id = request.name("transaction");
        var _ = request.body().only();
        // Asking as its producer for an id that is not there would make it.
        TransactionState state = find(id).state();
        if (state != TransactionState.ONGOING) {
            throw ProblemException.of(
                    ProblemException.CONFLICT,
                    "Not open",
                    "the transaction of '" + id + "' is not open (" + state + "): there is nothing to abort");
        }
        var _ = clients.ask(admin -> admin.fenceProducers(List.of(id)).all());
        return Answer.json(TransactionRow.of(id, find(id)));
    }

    private TransactionDescription find(String id) {
        return clients.ask(admin -> admin.describeTransactions(List.of(id)).description(id));
    }
}
