package io.weir.cli.demo;

/**
 * One thing that had to hold.
 *
 * @param name what had to hold
 * @param held whether it did
 * @param detail what was found, in words
 */
record Check(String name, boolean held, String detail) {}
