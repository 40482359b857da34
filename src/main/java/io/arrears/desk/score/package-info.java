/** Scores rows with the published models, and shows published days. */
package io.arrears.desk.score;
