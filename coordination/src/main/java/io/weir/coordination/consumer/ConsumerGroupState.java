package io.weir.coordination.consumer;

/** The states of a consumer group, with the names clients see. */
enum ConsumerGroupState {
    /** No members; offsets may be there. */
    EMPTY("Empty"),
    /** Who is to have what has yet to be decided for this epoch. */
    ASSIGNING("Assigning"),
    /** Members are on their way to what they are to have. */
    RECONCILING("Reconciling"),
    /** Every member has what it is to have. */
    STABLE("Stable");

    private final String shownName;

    ConsumerGroupState(String shownName) {
        this.shownName = shownName;
    }

    String shownName() {
        return shownName;
    }
}
