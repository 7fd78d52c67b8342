package io.weir.console.cluster;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;

/** One broker with its folders, of which it tells itself. */
public final class BrokerPage {

    private final BrokerView broker;
    private final Clients clients;

    public BrokerPage(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/brokers/{broker}", this::answer));
    }

    private record Described(
            int id,
            BrokerRow.State state,
            Optional<String> host,
            OptionalInt port,
            Optional<String> rack,
            boolean controller,
            int leaders,
            int replicas,
            OptionalLong bytes,
            List<Folder> folders) {}

    /** @param error why it is not used */
    private record Folder(
            String path,
            int logs,
            long bytes,
            OptionalLong totalBytes,
            OptionalLong usableBytes,
            Optional<String> error) {

        static Folder of(String path, LogDirDescription found) {
            return new Folder(
                    path,
                    found.replicaInfos().size(),
                    found.replicaInfos().values().stream()
                            .mapToLong(ReplicaInfo::size)
                            .sum(),
                    found.totalBytes(),
                    found.usableBytes(),
                    Optional.ofNullable(found.error()).map(Throwable::getMessage));
        }
    }

    private Answer answer(Request request) {
        int id = request.intNumber("broker");
        BrokerRow row = BrokerRow.all(broker).stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "there is no broker " + id + "; /api/v1/brokers lists those there are"));
        boolean isUp = row.state() != BrokerRow.State.FENCED;
        List<Folder> folders = isUp ? folders(id) : List.of();
        return Answer.json(new Described(
                id,
                row.state(),
                row.host(),
                row.port(),
                row.rack(),
                row.controller(),
                row.leaders(),
                row.replicas(),
                isUp ? OptionalLong.of(folders.stream().mapToLong(Folder::bytes).sum()) : OptionalLong.empty(),
                folders));
    }

    private List<Folder> folders(int id) {
        Map<Integer, Map<String, LogDirDescription>> found =
                clients.ask(admin -> admin.describeLogDirs(List.of(id)).allDescriptions());
        return found.values().stream()
                .flatMap(folders -> folders.entrySet().stream())
                .map(folder -> Folder.of(folder.getKey(), folder.getValue()))
                .toList();
    }
}
