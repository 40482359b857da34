/** Fills source tables from CSV files. */
package io.arrears.load;
