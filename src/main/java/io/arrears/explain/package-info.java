/** Why a score is what it is: contributions of features and the sentences made of them. */
package io.arrears.explain;
