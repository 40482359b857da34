/** A PostgreSQL of Arrears' own, for the demo and for samples. */
package io.arrears.embedded;
