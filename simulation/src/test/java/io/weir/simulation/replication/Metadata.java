package io.weir.simulation.replication;

import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.CommandSender;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one broker knows of the metadata, always a while later than it was decided; and its way to the controller. */
final class Metadata implements CommandSender {

    private static final int LOOK_EVERY_MS = 100;

    private final Host host;
    private final World world;
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<MetadataListener> listener = Optional.empty();
    private MetadataImage image = MetadataImage.empty("cluster");
    private int known;
    private boolean isAsking;

    private record Waiting(int entries, CompletableFuture<Void> done) {}

    Metadata(Host host, World world) {
        this.host = host;
        this.world = world;
    }

    MetadataImage image() {
        return image;
    }

    void begin() {
        look();
        var _ = host.later(LOOK_EVERY_MS, this::begin);
    }

    /** From now on somebody follows. */
    void follow(MetadataListener newListener) {
        listener = Optional.of(newListener);
        newListener.onChange(MetadataDelta.everythingIn(image));
    }

    void look() {
        if (!isAsking && known < world.quorum().size()) {
            isAsking = true;
            var _ = world.wires()
                    .ask(
                            host,
                            world.quorum(),
                            () -> CompletableFuture.completedFuture(
                                    world.quorum().entriesFrom(known)))
                    .whenComplete((entries, failure) -> {
                        isAsking = false;
                        if (failure == null) {
                            entries.forEach(this::apply);
                        }
                    });
        }
    }

    private void apply(List<Message> records) {
        MetadataDelta delta = ImageUpdate.apply(image, records);
        image = delta.after();
        known++;
        listener.ifPresent(one -> world.witness().watched(host.guarded(() -> one.onChange(delta))));
        List<Waiting> reached =
                waiting.stream().filter(one -> one.entries <= known).toList();
        waiting.removeAll(reached);
        reached.forEach(one -> one.done.complete(null));
    }

    @Override
    public <A> CompletableFuture<A> submit(Command<A> command) {
        return carriedOut(command).thenCompose(done -> until(done.entries()).thenApply(_ -> done.answer()));
    }

    /** As {@link #submit}, without waiting until it is known here. */
    <A> CompletableFuture<Quorum.Done<A>> carriedOut(Command<A> command) {
        return world.wires().ask(host, world.quorum(), () -> world.quorum().submit(command));
    }

    CompletableFuture<Void> until(int entries) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (entries <= known) {
            done.complete(null);
        } else {
            waiting.add(new Waiting(entries, done));
        }
        return done;
    }
}
