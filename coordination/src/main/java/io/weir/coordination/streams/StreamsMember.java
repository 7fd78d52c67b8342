package io.weir.coordination.streams;

/** A member of a streams group: what it says, and how far it has come. Never changes. */
record StreamsMember(String id, StreamsProfile profile, StreamsProgress progress) {

    /** A member that has said nothing and has nothing. */
    static StreamsMember unknown(String id) {
        return new StreamsMember(id, StreamsProfile.UNKNOWN, StreamsProgress.NEW);
    }

    StreamsMember with(StreamsProfile newProfile) {
        return new StreamsMember(id, newProfile, progress);
    }

    StreamsMember with(StreamsProgress newProgress) {
        return new StreamsMember(id, profile, newProgress);
    }

    String processId() {
        return profile.process().id();
    }
}
