/**
 * The configuration: every key with its type, bounds and unit, the exit codes and the exceptions that carry them.
 * Needs no Spark.
 */
package io.arrears.config;
