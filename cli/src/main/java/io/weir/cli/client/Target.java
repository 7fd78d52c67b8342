package io.weir.cli.client;

import java.util.Map;
import java.util.Optional;

/**
 * The cluster a command talks to.
 *
 * @param bootstrap one of its brokers, or several with commas
 * @param properties of the profile, where there is one; secrets may be among them
 */
record Target(String bootstrap, Map<String, String> properties) {

    private static final String DEFAULT_BOOTSTRAP = "127.0.0.1:9092";

    /**
     * What was said: {@code -b}, then {@code --profile}, then {@code WEIR_BOOTSTRAP}, then the profile in use. That one
     * is left out altogether where a broker is named: its secrets are for its own cluster only.
     *
     * @param named by {@code -b}; empty where it was not said
     * @param profile by {@code --profile}; empty where it was not said
     */
    static Target choose(String named, String profile, Map<String, String> environment, Profiles profiles) {
        if (!profile.isEmpty()) {
            Profile chosen = profiles.named(profile);
            return new Target(named.isEmpty() ? chosen.bootstrap() : named, chosen.properties());
        }
        String fromEnvironment = environment.getOrDefault("WEIR_BOOTSTRAP", "");
        if (!named.isEmpty() || !fromEnvironment.isEmpty()) {
            return new Target(named.isEmpty() ? fromEnvironment : named, Map.of());
        }
        Optional<Profile> used = profiles.used();
        return used.map(one -> new Target(one.bootstrap(), one.properties()))
                .orElseGet(() -> new Target(DEFAULT_BOOTSTRAP, Map.of()));
    }
}
