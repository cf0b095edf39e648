package io.meterline.connect.versions;

/**
 * A complete version that a run starts from.
 *
 * @param name its name
 * @param recipe what it was made from
 * @param provenance what its log was, and when it has snapshots
 * @param files its files that have rows
 */
public record Base(String name, Recipe recipe, Provenance provenance, ViewFiles files) {}
