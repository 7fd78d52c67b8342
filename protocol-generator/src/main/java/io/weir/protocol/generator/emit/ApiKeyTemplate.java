package io.weir.protocol.generator.emit;

/** The part of the enum {@code ApiKey} that is the same whatever the specs are. */
final class ApiKeyTemplate {

    static final String BEFORE_READ = """

        private static final @Nullable ApiKey[] BY_ID = byId();

        private final int id;
        private final String specName;
        private final Versions versions;
        private final int firstFlexibleRequest;
        private final int firstFlexibleResponse;
        private final List<String> listeners;

        private record Versions(int lowest, int highest, boolean latestUnstable) {}

        ApiKey(
        int id,
        String specName,
        Versions versions,
        int firstFlexibleRequest,
        int firstFlexibleResponse,
        List<String> listeners) {
        this.id = id;
        this.specName = specName;
        this.versions = versions;
        this.firstFlexibleRequest = firstFlexibleRequest;
        this.firstFlexibleResponse = firstFlexibleResponse;
        this.listeners = listeners;
        }

        /** The key in the request header. */
        public int id() {
        return id;
        }

        /** The name in the specs, without "Request" and "Response". */
        public String specName() {
        return specName;
        }

        public int lowestVersion() {
        return versions.lowest();
        }

        public int highestVersion() {
        return versions.highest();
        }

        /** True when the highest version may still change and is only for those who ask for it. */
        public boolean latestVersionUnstable() {
        return versions.latestUnstable();
        }

        /** True when the specs have this version. */
        public boolean hasVersion(int version) {
        return version >= versions.lowest() && version <= versions.highest();
        }

        /** The kinds of node that answer this request: "broker", "controller". */
        public List<String> listeners() {
        return listeners;
        }

        public int requestHeaderVersion(int version) {
        return version >= firstFlexibleRequest ? 2 : 1;
        }

        public int responseHeaderVersion(int version) {
        return version >= firstFlexibleResponse ? 1 : 0;
        }

        /** The request of a key; null when the specs have no such request, or none any more. */
        public static @Nullable ApiKey forId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
        }

        private static @Nullable ApiKey[] byId() {
        ApiKey[] all = values();
        @Nullable ApiKey[] byId = new ApiKey[all[all.length - 1].id + 1];
        for (ApiKey key : all) {
        byId[key.id] = key;
        }
        return byId;
        }
        """;

    private ApiKeyTemplate() {}
}
