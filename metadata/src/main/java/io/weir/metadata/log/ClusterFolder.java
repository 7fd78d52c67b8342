package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder of the metadata log of a node that is part of a cluster: a file {@code cluster} that says so, the folder
 * {@code raft}, and under {@code before-cluster} what the node kept when it was alone.
 */
public final class ClusterFolder {

    /** "WMCL" */
    private static final int MAGIC = 0x574D434C;

    private static final String FILE = "cluster";
    private static final long FOUNDED = 1;
    private static final long TAKEN_IN = 2;

    private final Folder folder;
    private final int nodeId;

    /** The folder {@code __cluster_metadata} under {@code directory}, which this node uses. */
    public ClusterFolder(Path directory, int nodeId) {
        this.folder = new Folder(directory);
        this.nodeId = nodeId;
    }

    /**
     * Which cluster a node is part of.
     *
     * @param founded whether the cluster began on this node
     * @param takenIn whether the node has been taken in since: from then on the cluster says whether it votes
     */
    public record Membership(String clusterId, boolean founded, boolean takenIn) {

        /** Of a node that has not been taken in yet. */
        public Membership(String clusterId, boolean founded) {
            this(clusterId, founded, false);
        }

        /** The same after the node was taken in. */
        public Membership asTakenIn() {
            return new Membership(clusterId, founded, true);
        }
    }

    /**
     * What the folder says, if it is one of a cluster.
     *
     * @throws MetadataLogException when it is damaged or another node's
     */
    public Optional<Membership> membership() {
        Path file = folder.path().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            FileHeader header = FileHeader.read(ByteBuffer.wrap(Files.readAllBytes(file)), MAGIC);
            if (header.nodeId() != nodeId) {
                throw new MetadataLogException("Folder " + folder.path() + " belongs to node " + header.nodeId()
                        + ", and this is node " + nodeId + ". Give the node its own folder, or its node.id");
            }
            return Optional.of(new Membership(
                    header.clusterId(), (header.offset() & FOUNDED) != 0, (header.offset() & TAKEN_IN) != 0));
        } catch (IOException | DamageException e) {
            throw new MetadataLogException(
                    "File " + file + " cannot be read: " + e.getMessage()
                            + ". Restore it, or start this node with an empty folder to have it join again",
                    e);
        }
    }

    /** Makes this folder one of a cluster. */
    public void become(Membership membership) {
        try {
            folder.create();
            long how = (membership.founded() ? FOUNDED : 0) | (membership.takenIn() ? TAKEN_IN : 0);
            FileHeader header = new FileHeader(MAGIC, nodeId, how, membership.clusterId());
            folder.writeAtOnce(folder.path().resolve(FILE), List.of(header.toBytes()));
        } catch (IOException e) {
            throw new MetadataLogException(
                    "Folder " + folder.path() + " cannot be written: " + e + ". Check that the disk is not full", e);
        }
    }

    /** Where Raft keeps its log. */
    public Path raft() {
        return folder.path().resolve("raft");
    }

    /** True when the folder is that of a node that is alone, or empty. */
    boolean isLocal() {
        return !Files.exists(folder.path().resolve(FILE));
    }

    /** Whether there is something of the time before the cluster that a start would read. */
    public boolean hasLocalFiles() {
        try {
            return Files.isDirectory(folder.path()) && !folder.localFiles().isEmpty();
        } catch (IOException e) {
            throw new MetadataLogException("Folder " + folder.path() + " cannot be read: " + e, e);
        }
    }

    /** Puts the files of the time before the cluster where no start reads them. */
    public void putLocalFilesAside() throws IOException {
        Path aside = folder.path().resolve("before-cluster");
        Files.createDirectories(aside);
        for (Path file : folder.localFiles()) {
            Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
