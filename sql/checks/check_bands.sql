-- grain: mart, band, value
-- Values of labelled bands that are none of the agreed names, and probabilities outside 0 to 1.
with labels as (
    select 'mart_ageing' as mart, 'ageing_bucket' as band, ageing_bucket as value from mart_ageing
    union all
    select 'mart_invoice_risk', 'ageing_bucket', ageing_bucket from mart_invoice_risk where outstanding_amount > 0
    union all
    select 'mart_ageing', 'ageing_detail', ageing_detail from mart_ageing
    union all
    select 'mart_invoice_risk', 'ageing_detail', ageing_detail from mart_invoice_risk where outstanding_amount > 0
    union all
    select 'mart_invoice_risk', 'funnel_stage', funnel_stage from mart_invoice_risk
    union all
    select 'mart_revenue_funnel', 'funnel_stage', funnel_stage from mart_revenue_funnel
    union all
    select 'mart_invoice_risk', 'risk_bucket', risk_bucket from mart_invoice_risk where default_prob is not null
    union all
    select 'mart_customer_risk', 'risk_bucket', risk_bucket from mart_customer_risk where default_prob is not null
    union all
    select 'mart_leakage_summary', 'status', status from mart_leakage_summary
    union all
    select 'mart_invoice_risk', 'default_prob', if(default_prob between 0 and 1, 'ok', cast(default_prob as string))
    from mart_invoice_risk
    where default_prob is not null
    union all
    select
        'mart_recovery_worklist', 'p_recover_30d', if(p_recover_30d between 0 and 1, 'ok', cast(p_recover_30d as string))
    from mart_recovery_worklist
    where p_recover_30d is not null
)

select
    mart,
    band,
    value,
    concat(mart, '.', band, ': ', count(*), ' rows say ', value, ', which is no agreed value') as sentence
from labels
where not coalesce(
    case band
        when 'ageing_bucket' then terms.ageing_sort(value, :ageing) > 0 or (mart = 'mart_ageing' and value = 'Credit Balance')
        when 'ageing_detail' then
            terms.ageing_detail_sort(value, :ageing) > 0 or (mart = 'mart_ageing' and value = 'Credit Balance')
        when 'funnel_stage' then terms.funnel_sort(value) > 0
        when 'risk_bucket' then terms.risk_sort(value) > 0
        when 'status' then value in ('OK', 'FINDINGS', 'SKIPPED')
        else value = 'ok'
    end, false
)
group by mart, band, value
