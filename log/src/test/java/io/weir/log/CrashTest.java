package io.weir.log;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of crashes at random points, each life of a log from one seed. */
class CrashTest {

    @Test
    @Tag("seeds")
    void everythingPromisedIsThereAfterEveryCrash() {
        Seeds.named("crash", 3000).run(seed -> new CrashScenario(seed).run(4));
    }

    /** As above, with several logs behind one journal. */
    @Test
    @Tag("seeds")
    void everythingPromisedIsThereWhenAJournalHoldsIt() {
        Seeds.named("journal", 1500).run(seed -> new JournalCrashScenario(seed).run(5));
    }
}
