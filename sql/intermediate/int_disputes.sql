-- grain: invoice_id
-- kind: view
-- Invoices with a dispute that is open at the end of the as-of day. contested_amount: what these disputes state together; null:
-- one of them states no amount and contests all that is open.
select
    invoice_id,
    case when count(*) = count(amount) then sum(greatest(amount, 0)) end as contested_amount
from known_disputes
where coalesce(closed_date > :as_of, true)
group by invoice_id
