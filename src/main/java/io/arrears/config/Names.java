package io.arrears.config;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Names that a configuration refers to and that other packages know. An empty set: any name is accepted. Features are
 * looked up only where a configuration names one that reference.conf does not: the desk, which has none of its own,
 * reads no SQL.
 *
 * @param sourceTables the tables that can be mapped
 * @param requiredTables those of them that a run needs
 * @param invoiceFeatures columns that a model of invoices may use
 * @param claimFeatures columns that a model of claims may use
 * @param controls ids of the leakage controls
 */
public record Names(
        Set<String> sourceTables,
        Set<String> requiredTables,
        Supplier<Set<String>> invoiceFeatures,
        Supplier<Set<String>> claimFeatures,
        Supplier<Set<String>> controls) {

    /** Accepts every name. */
    public static final Names ANY = new Names(Set.of(), Set.of(), Set::of, Set::of, Set::of);
}
