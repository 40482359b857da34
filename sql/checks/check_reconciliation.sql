-- grain: currency, identity, part
-- Identities that do not hold to the cent.
select currency, identity, part, left_amount, orphan_amount, right_amount, difference
from mart_reconciliation
where difference <> 0
