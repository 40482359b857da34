-- grain: invoice_id
-- kind: view
-- Credit notes and disputes of an invoice known by as-of, each as a list; null where there is none of the kind.
with credits as (
    select invoice_id, collect_list(struct(credit_date, visible_from, amount)) as credits
    from int_known_credits
    group by invoice_id
),
disputes as (
    select invoice_id, collect_list(struct(opened_date, closed_date, visible_from)) as disputes
    from known_disputes
    group by invoice_id
)
select coalesce(credits.invoice_id, disputes.invoice_id) as invoice_id, credits, disputes
from credits
full join disputes
    on credits.invoice_id = disputes.invoice_id
