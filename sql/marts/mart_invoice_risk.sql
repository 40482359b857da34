-- grain: invoice_id
-- kind: table
-- rows: many
-- Every invoice of the as-of day with its balance, its age and, while it is open, its risk. Amounts in its currency.
-- No score, band or reason where nothing is open; no ageing bucket either: a paid invoice has no age.
with int_invoices as (
    select
        invoice_id, currency, order_id, customer_id, customer_name, region, segment, country, sales_rep_id,
        order_status, invoice_date, due_date, amount, charges_amount, paid_amount, credited_amount, cash_discount_amount,
        written_off_amount, recovered_amount, sent_back_amount, open_amount, outstanding_amount, overpaid_amount,
        overdue_amount, last_payment_date, days_past_due, is_overdue, is_disputed, is_void, ageing_bucket, ageing_sort,
        ageing_detail, funnel_stage, funnel_sort
    from int_invoices
),

score_invoices as (
    select
        invoice_id, default_prob, expected_loss, model_version, model_status, reason_1, reason_2, reason_3,
        verdict,
        -- Rates of a handful of invoices are never High Risk.
        case
            when model_status = 'fallback of few rows' and default_prob > :medium_risk_from then :medium_risk_from
            else default_prob
        end as banded_prob
    from score_invoices
),

int_lgd as (
    select currency, lgd_used, lgd_source
    from int_lgd
    where is_used
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
)

select
    int_invoices.invoice_id,
    int_invoices.currency,
    int_invoices.order_id,
    int_invoices.customer_id,
    int_invoices.customer_name,
    int_invoices.region,
    int_invoices.segment,
    int_invoices.country,
    int_invoices.sales_rep_id,
    int_invoices.order_status,
    int_invoices.invoice_date,
    int_invoices.due_date,
    cast(int_invoices.amount as decimal(19, 3)) as invoiced_amount,
    cast(int_invoices.charges_amount as decimal(19, 3)) as charges_amount,
    cast(int_invoices.paid_amount as decimal(19, 3)) as paid_amount,
    cast(int_invoices.credited_amount as decimal(19, 3)) as credited_amount,
    cast(int_invoices.cash_discount_amount as decimal(19, 3)) as cash_discount_amount,
    cast(int_invoices.written_off_amount as decimal(19, 3)) as written_off_amount,
    cast(int_invoices.open_amount as decimal(19, 3)) as open_amount,
    cast(int_invoices.outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(int_invoices.overdue_amount as decimal(19, 3)) as overdue_amount,
    cast(int_invoices.overpaid_amount as decimal(19, 3)) as overpaid_amount,
    cast(int_invoices.recovered_amount as decimal(19, 3)) as recovered_bad_debt_amount,
    cast(int_invoices.sent_back_amount as decimal(19, 3)) as sent_back_amount,
    int_invoices.last_payment_date,
    int_invoices.days_past_due,
    int_invoices.is_overdue,
    int_invoices.is_disputed,
    int_invoices.is_void,
    int_invoices.ageing_bucket,
    int_invoices.ageing_sort,
    int_invoices.ageing_detail,
    terms.ageing_detail_sort(int_invoices.ageing_detail, :ageing) as ageing_detail_sort,
    int_invoices.funnel_stage,
    int_invoices.funnel_sort,
    score_invoices.default_prob,
    terms.risk_bucket(score_invoices.banded_prob, :medium_risk_from, :high_risk_from) as risk_bucket,
    terms.risk_sort(terms.risk_bucket(score_invoices.banded_prob, :medium_risk_from, :high_risk_from)) as risk_sort,
    cast(score_invoices.expected_loss as decimal(19, 3)) as expected_loss,
    score_invoices.model_version,
    score_invoices.model_status,
    score_invoices.reason_1,
    score_invoices.reason_2,
    score_invoices.reason_3,
    terms.published(int_invoices.outstanding_amount * int_fx_rates.fx_rate, :reporting_currency) as outstanding_reporting_amount,
    if(score_invoices.expected_loss is null, null, int_lgd.lgd_used) as lgd,
    if(score_invoices.expected_loss is null, null, int_lgd.lgd_source) as lgd_source,
    mart_recovery_worklist.hold_reason,
    score_invoices.verdict
from int_invoices
left join score_invoices on int_invoices.invoice_id = score_invoices.invoice_id
left join mart_recovery_worklist on 'invoice:' || int_invoices.invoice_id = mart_recovery_worklist.claim_id
left join int_lgd on int_invoices.currency = int_lgd.currency
left join int_fx_rates on int_invoices.currency = int_fx_rates.currency
