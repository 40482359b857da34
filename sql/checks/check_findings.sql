-- grain: currency, claimed_key
-- Invoices, else orders, else other entities, of which the findings take more money together than one control claims at most.
with mart_leakage_findings as (
    select
        currency,
        coalesce(
            'invoice ' || invoice_id, 'order ' || order_id, substring_index(entity_type, '_', 1) || ' ' || entity_id
        ) as claimed_key,
        control_id, amount, primary_amount
    from mart_leakage_findings
    where primary_amount is not null
),

claims as (
    select currency, claimed_key, control_id, sum(greatest(amount, 0)) as claimed_amount, sum(primary_amount) as primary_amount
    from mart_leakage_findings
    group by currency, claimed_key, control_id
)

select
    currency,
    claimed_key,
    concat(
        'mart_leakage_findings: the primary amounts of ', claimed_key, ' add up to ',
        terms.money_text(sum(primary_amount), currency), ' ', currency, ', and no control claims more than ',
        terms.money_text(max(claimed_amount), currency)
    ) as sentence
from claims
group by currency, claimed_key
having sum(primary_amount) > max(claimed_amount)
