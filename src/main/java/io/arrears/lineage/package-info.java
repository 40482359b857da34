/** Helps OpenLineage to see where each column comes from. Loaded by {@code conf/openlineage-options} alone. */
package io.arrears.lineage;
