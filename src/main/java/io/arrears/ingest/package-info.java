/** Reads the source tables by JDBC within one snapshot into the raw layer. */
package io.arrears.ingest;
