package io.arrears.lake;

import java.util.Map;

/**
 * One commit to {@code ops_published}: from then on these slices, and no others, are what counts for the day.
 *
 * @param number grows by one with every publication of the lake
 * @param run the run whose result this is; a rollback names the run it went back to
 */
public record Publication(long number, AsOf asOf, RunId run, Map<Table, RunId> slices) {}
